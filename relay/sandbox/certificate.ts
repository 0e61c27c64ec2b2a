import { generate } from 'selfsigned'

const VALID_DAYS = 3650

/** A certificate and its private key, both PEM. */
export type Certificate = { certificate: string; privateKey: string }

/**
 * Makes a certificate that vouches for itself, for this machine's own names: to be trusted by whoever is told to, and
 * by nobody else. Elliptic, because a key is made at every start.
 */
export async function makeCertificate(hosts: readonly string[] = ['localhost', '127.0.0.1']): Promise<Certificate> {
	const now = Date.now()
	const pem = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
		keyType: 'ec',
		curve: 'P-256',
		algorithm: 'sha256',
		notBeforeDate: new Date(now - 86_400_000),
		notAfterDate: new Date(now + VALID_DAYS * 86_400_000),
		extensions: [{ name: 'subjectAltName', altNames: hosts.map(altName) }]
	})
	return { certificate: pem.cert, privateKey: pem.private }
}

function altName(host: string): { type: 2; value: string } | { type: 7; ip: string } {
	return /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host }
}
