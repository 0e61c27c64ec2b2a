import * as v from 'valibot'
import { HeaderText, integerBetween } from './fields.ts'

/** How the connection is secured: STARTTLS required, TLS from the first byte, or not at all. */
export const Security = v.picklist(['starttls', 'tls', 'none'])
export type Security = v.InferOutput<typeof Security>

/** The port each way of securing a connection goes with, until a person chooses another. */
export const USUAL_PORT = { starttls: 587, tls: 465, none: 25 } as const satisfies Record<Security, number>

/** An SMTP account to send through. `password` is a sealed record, or empty for no login. */
export const Smtp = v.object({
	host: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	port: integerBetween(1, 65_535),
	security: Security,
	username: v.pipe(HeaderText, v.maxLength(512)),
	password: v.pipe(v.string(), v.maxLength(8192))
})
export type Smtp = v.InferOutput<typeof Smtp>
