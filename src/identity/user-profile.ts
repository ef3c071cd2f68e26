import type { RealmComponent } from "./realm-model";

export const USER_PROFILE_TYPE = "org.keycloak.userprofile.UserProfileProvider";
export const USER_PROFILE_KEY = "kc.user.profile.config";

/** What is known of a person. Nothing but the user name is required, so nobody is asked for a name at sign-in. */
export const USER_PROFILE = {
  attributes: [
    attribute("username", "User name", { length: { max: 255 }, "username-prohibited-characters": {} }),
    attribute("email", "E-mail", { email: {}, length: { max: 255 } }),
    attribute("firstName", "First name", personName()),
    attribute("lastName", "Last name", personName()),
  ],
} as const;

/** The component that holds the profile. */
export function userProfile(): Readonly<Record<string, readonly RealmComponent[]>> {
  const config = { [USER_PROFILE_KEY]: [JSON.stringify(USER_PROFILE)] };
  return { [USER_PROFILE_TYPE]: [{ name: "user profile", providerId: "declarative-user-profile", config }] };
}

function personName() {
  return { length: { max: 255 }, "person-name-prohibited-characters": {} };
}

function attribute(name: string, displayName: string, validations: Readonly<Record<string, unknown>>) {
  return {
    name,
    displayName,
    validations,
    permissions: { view: ["admin", "user"], edit: ["admin"] },
    multivalued: false,
  };
}
