/** Smaller messages leave enough young objects behind themselves. */
const largeBytes = 2 * 1024;

/** As much as Node reads at once. */
const readBytes = 64 * 1024;

let arrivedBytes = 0;

/** 32 KiB of V8's heap. */
let ballast: readonly number[] = /* @__PURE__ */ Array.from({ length: 4 * 1024 }, () => 0);

/**
 * Is told of each message that arrives. Node reads into memory outside of V8's heap, new for each read, which the
 * collection of young objects would free at next to no cost. But that comes when enough of them were made, and large
 * messages make few: the memory outside then calls for a collection of everything, again and again, a third of what a
 * message of 10 KiB costs. So some garbage is made for what is read, and the cheap collection comes first.
 */
export function noteArrival(bytes: number): void {
  if (bytes < largeBytes) return;
  arrivedBytes += bytes;
  if (arrivedBytes < readBytes) return;
  arrivedBytes = 0;
  ballast = ballast.slice();
}
