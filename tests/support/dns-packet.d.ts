/** The part of dns-packet that the name server of the tests uses. */
declare module 'dns-packet' {
	export type Question = { name: string; type: string }
	export type Packet = {
		id: number
		type: 'response'
		flags: number
		questions: readonly Question[]
		answers: readonly { name: string; type: string; ttl: number; data: unknown }[]
	}
	export const AUTHORITATIVE_ANSWER: number
	export const TRUNCATED_RESPONSE: number
	export function decode(packet: Buffer): { id?: number; questions?: Question[] }
	export function encode(packet: Packet): Buffer
}
