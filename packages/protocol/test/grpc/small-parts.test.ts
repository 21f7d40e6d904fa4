import { gzipSync } from "node:zlib";
import { Code } from "@connectrpc/connect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGrpcServer, createGrpcTransport } from "@millrace/protocol/grpc";
import { checkAddress, describeAddress } from "../../src/grpc/address.ts";
import { authorityOf } from "../../src/grpc/client/dial.ts";
import { acceptsGzip, gunzip, gzip } from "../../src/grpc/compression.ts";
import { addMetadata, toHeaders } from "../../src/grpc/metadata.ts";
import { formatTimeout, parseTimeout } from "../../src/grpc/timeout.ts";

describe("grpc-timeout", () => {
  test("is never shorter than what was asked for, nor longer by more than its unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3e14, noNaN: true }), (timeoutMs) => {
        const header = formatTimeout(timeoutMs);
        expect(header).toMatch(/^\d{1,8}[mSMH]$/);
        expect(parseTimeout(header)).toBeGreaterThanOrEqual(timeoutMs);
        expect(parseTimeout(header)).toBeLessThanOrEqual(timeoutMs * 1.1 + 1);
      }),
    );
  });

  test.each([
    ["1H", 3_600_000],
    ["2M", 120_000],
    ["3S", 3000],
    ["4m", 4],
    ["5000u", 5],
    ["99999999n", 99.999999],
    ["0m", 0],
  ])("%s are %d ms", (header, timeoutMs) => expect(parseTimeout(header)).toBeCloseTo(timeoutMs, 9));

  test.each(["", "1", "m", "1 m", "123456789m", "-1m", "1.5S", "1x"])("%j is none", (header) => {
    expect(() => parseTimeout(header)).toThrow(expect.objectContaining({ code: Code.InvalidArgument }));
  });

  test("that has passed, or is no longer representable, is still one", () => {
    expect(formatTimeout(-5)).toBe("0m");
    expect(formatTimeout(Number.MAX_VALUE)).toBe("99999999H");
  });
});

describe("gzip", () => {
  test("brings back what went in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(Buffer.from(gunzip(gzip(bytes), 5000))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test("stops at the limit, whatever would come out", () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(() => gunzip(bomb, 1_000_000)).toThrow(expect.objectContaining({ code: Code.ResourceExhausted }));
    expect(gunzip(gzipSync(Buffer.alloc(1000)), 1000)).toHaveLength(1000);
  });

  test("says of other bytes that they are none", () => {
    expect(() => gunzip(Buffer.from("plain"), 1000)).toThrow(expect.objectContaining({ code: Code.Internal }));
    expect(gunzip(new Uint8Array(), 1000)).toHaveLength(0);
  });

  test.each([
    ["gzip", true],
    ["identity, gzip;q=1", false],
    ["identity,deflate, gzip", true],
    ["gzipped", false],
    [undefined, false],
  ])("is accepted by peers that say %j: %s", (header, accepted) => expect(acceptsGzip(header)).toBe(accepted));
});

describe("metadata", () => {
  test("come from all headers but HTTP/2's own", () => {
    const headers = toHeaders({ ":path": "/x", "x-a": "1", "set-cookie": ["a=1", "b=2"], "x-bin": "AAE" });
    expect([...headers]).toEqual([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["x-a", "1"],
      ["x-bin", "AAE"],
    ]);
  });

  test("that no Headers would take are left out", () => {
    expect([...toHeaders({ "x bad": "1", "x-worse": "a\nb", "x-good": "1" })]).toEqual([["x-good", "1"]]);
  });

  test("go out without what belongs to the protocol or the connection", () => {
    const outgoing = { ":status": 200 };
    const metadata = new Headers({ "X-A": "1", connection: "close", "grpc-status": "7", te: "x", host: "h" });
    metadata.append("x-a", "2");
    metadata.append("set-cookie", "a=1");
    metadata.append("set-cookie", "b=2");
    addMetadata(outgoing, metadata);
    expect(outgoing).toEqual({ ":status": 200, "x-a": "1, 2", "set-cookie": ["a=1", "b=2"] });
  });
});

describe("an address", () => {
  test.each([
    [{ path: "/run/x.sock" }, "unix:/run/x.sock"],
    [{ path: "\0name" }, "unix:@name"],
    [{ port: 5 }, "127.0.0.1:5"],
    [{ host: "::1", port: 5 }, "[::1]:5"],
  ])("%j is called %s", (address, name) => {
    expect(describeAddress(checkAddress(address, "test"))).toBe(name);
  });

  test.each([
    [{ port: 65_536 }, /'port' must be at most 65535, not 65536/],
    [{ port: -1 }, /'port'/],
    [{ port: 1.5 }, /'port'/],
    [{ host: "a b", port: 1 }, /'host' must be a name or an IP address.*'a b'/],
    [{ host: "a:1", port: 1 }, /'host'/],
    [{ host: "[::1]", port: 1 }, /'host'/],
    [{ host: "http://a", port: 1 }, /'host'/],
    [{ host: "", port: 1 }, /'host'/],
    [{ host: 5 as unknown as string, port: 1 }, /'host'/],
  ])("%j is none", (address, message) => {
    const error = expect.objectContaining({ code: "PROTOCOL_INVALID_OPTION", message: expect.stringMatching(message) });
    expect(() => checkAddress(address, "test")).toThrow(error);
    expect(() => createGrpcTransport({ address })).toThrow(error);
    expect(() => createGrpcServer({ listen: address })).toThrow(error);
  });

  test.each([
    [{ host: "fe80::1%eth0", port: 5 }, "[fe80::1]:5"],
    [{ host: "::1", port: 5 }, "[::1]:5"],
    [{ host: "bücher.example", port: 5 }, "xn--bcher-kva.example:5"],
    [{ host: "under_score", port: 65_535 }, "under_score:65535"],
    [{ path: "/run/x.sock" }, "localhost"],
  ])("%j is called by the authority %s", (address, authority) => {
    expect(authorityOf({ address: checkAddress(address, "test"), tls: undefined })).toBe(authority);
  });
});
