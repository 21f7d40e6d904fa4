// connect's declarations name this type of the DOM library, which Node's declarations lack.
type HeadersInit = NonNullable<RequestInit["headers"]>;
