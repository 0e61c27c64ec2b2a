import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'

/**
 * The one HPKE suite of the protocol, RFC 9180 in base mode: DHKEM(P-256, HKDF-SHA256) 0x0010, HKDF-SHA256
 * 0x0001, AES-256-GCM 0x0002. Used single-shot only, so that no nonce ever has a second use.
 */
export const hpkeSuite = new CipherSuite({
	kem: new DhkemP256HkdfSha256(),
	kdf: new HkdfSha256(),
	aead: new Aes256Gcm()
})
