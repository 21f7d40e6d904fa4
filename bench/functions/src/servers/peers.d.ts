// Peers lie in the user's cache, where the compiler does not look.
declare module "fastify" {
  interface Server {
    get(path: string, handler: () => unknown): void;
    post<Route extends { Body: unknown }>(path: string, handler: (request: { body: Route["Body"] }) => unknown): void;
    post<Route extends { Body: unknown }>(
      path: string,
      options: object,
      handler: (request: { body: Route["Body"] }) => unknown,
    ): void;
    listen(options: { port: number; host: string }): Promise<string>;
  }
  export const fastify: () => Server;
}
declare module "faas-js-runtime" {
  const faas: { start(fn: (context: unknown, body?: never) => unknown, options: object): Promise<unknown> };
  export default faas;
}
declare module "zod" {
  interface Schema<Value> {
    readonly "~standard": {
      readonly version: 1;
      readonly vendor: string;
      readonly validate: (value: unknown) => { readonly value: Value; readonly issues?: undefined };
      readonly types?: { readonly input: Value; readonly output: Value };
    };
  }
  interface Text extends Schema<string> {
    min(length: number): Text;
    max(length: number): Text;
  }
  interface Count extends Schema<number> {
    int(): Count;
    min(least: number): Count;
  }
  export const z: {
    object<Value extends object>(shape: { readonly [Name in keyof Value]: Schema<Value[Name]> }): Schema<Value>;
    string(): Text;
    number(): Count;
    array<Value>(of: Schema<Value>): Schema<Value[]>;
  };
}
