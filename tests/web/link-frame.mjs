// Links by hand: any body, under a checksum that fits.

const crc = (data) => {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let n = 0; n < 8; n += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
};

/** The fragment of a link of this version with these bytes in it. */
export function framedAs(version, bytes) {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(Buffer.concat([Buffer.from(version), bytes])));
  const payload = Buffer.concat([sum, bytes]).toString("base64url");
  return `#${version}.${payload.length.toString(36)}.${payload}`;
}
