/** Who one is for Core. Of several, the first in this order counts: personal token, refresh token, token, password. */
export interface CoreCredentials {
  /** Is exchanged for an access token. */
  readonly personalAccessToken?: string;
  /** Is exchanged for a new access token when the old one has expired. */
  readonly refreshToken?: string;
  readonly accessToken?: string;
  readonly user?: string;
  readonly password?: string;
  /** The OAuth2 client that tokens are asked for. */
  readonly clientId?: string;
  /** Tells by OpenID discovery where tokens are had. Default: the endpoint itself. */
  readonly issuer?: string;
  /** Where tokens are had. Default: what the issuer says. */
  readonly tokenEndpoint?: string;
}
