import type { Configuration } from 'openid-client';
import * as z from 'zod/mini';

/** The settings for the council's sign-in: an OpenID Connect provider, found by its issuer. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** A client without a secret is a public one. PKCE is used in any case. */
  secret?: string;
  /** The address of our own pages. */
  pages: string;
  /** The address for signing out, for a provider that does not publish it (RP-Initiated Logout 1.0). */
  signOutAt?: string;
}

/** The values stored while a person is at the provider, and compared with what they come back with. */
export const BegunSignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type BegunSignIn = z.infer<typeof BegunSignIn>;

/** `declined`: by the person, or by the provider for them. `fault`: the answer proves nothing. */
type ProvedIdentity = { ok: true; claims: unknown } | { ok: false; fault: SignInFailed | 'declined' };

/** The reason why a sign-in failed, in the terms of the protocol, without anything about the person. */
class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
}

/** The identity provider as the pages use it. If it cannot be reached, these throw. */
export interface IdentityProvider {
  begin(choose: 'anyone' | 'someone else'): Promise<{ url: string; begun: BegunSignIn }>;
  finish(query: string, begun: BegunSignIn): Promise<ProvedIdentity>;
  signOut(): Promise<string | undefined>;
}

/** Loaded with the first sign-in, so other pages do not wait for it. */
const library = () => import('openid-client');

/** Seconds for each request to the provider. A person is waiting. */
const patience = 10;

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function identityProvider(settings: ProviderSettings): IdentityProvider {
  const { clientId, secret, pages, signOutAt } = settings;
  const issuer = new URL(settings.issuer);
  const redirectUri = new URL('/sign-in/callback', pages).href;
  let discovered: Promise<Configuration> | undefined;

  /** The provider's published configuration, read once, and again after a fault. */
  function configuration(): Promise<Configuration> {
    discovered ??= library()
      .then((oidc) =>
        oidc.discovery(
          issuer,
          clientId,
          undefined,
          secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret),
          {
            timeout: patience,
            execute: [
              oidc.enableNonRepudiationChecks,
              // Without TLS only to this machine itself.
              ...(loopback.has(issuer.hostname) ? [oidc.allowInsecureRequests] : []),
            ],
          },
        ),
      )
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  }

  return {
    async begin(choose) {
      const oidc = await library();
      const begun = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        ...(choose === 'someone else' ? { prompt: 'login' } : {}),
      });
      return { url: url.href, begun };
    },

    async finish(query, { state, nonce, verifier }) {
      const oidc = await library();
      const config = await configuration();
      const callback = new URL(redirectUri);
      callback.search = query;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return { ok: true, claims: tokens.claims() };
      } catch (error) {
        if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
          return {
            ok: false,
            fault: error.error === 'access_denied' ? 'declined' : new SignInFailed(error.error.slice(0, 100)),
          };
        if (error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT')
          return { ok: false, fault: new SignInFailed(`${error.code}: ${error.message}`) };
        throw error;
      }
    },

    async signOut() {
      if (signOutAt !== undefined) return signOutAt;
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      const oidc = await library();
      // Without the ID token, which names the person: we do not store it.
      return oidc.buildEndSessionUrl(config, {
        post_logout_redirect_uri: new URL('/signed-out', pages).href,
      }).href;
    },
  };
}
