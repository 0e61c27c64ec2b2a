/** Base64 in lines of 76 with their ends (RFC 2045 §6.8). */
const BASE64_GROWTH = (4 / 3) * (78 / 76)

/** About how many octets of a message so many octets of files take. */
export const encodedOctets = (octets: number): number => octets * BASE64_GROWTH
