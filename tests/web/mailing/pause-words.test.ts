import { describe, expect, test } from 'vitest'
import type { Pause } from '#web/outbox/delivery-status.ts'
import { pauseMending, pauseWords } from '#web/mailing/pause-words.ts'

type Code = NonNullable<Pause['code']>

const pause = (reason: Pause['reason'], code?: Code): Pause => ({ reason, resumeAt: null, ...(code && { code }) })

describe('the words of a pause', () => {
	test.each<[Pause['reason'], Code, string]>([
		['account', 'smtp-auth-failed', 'Le serveur a refusé le mot de passe'],
		['account', 'sender-refused', 'En pause : le serveur refuse ce compte'],
		['account', 'relay-denied', 'En pause : le serveur refuse ce compte'],
		['account', 'account-blocked', 'En pause : votre fournisseur a bloqué ce compte'],
		['account', 'client-blocked', 'En pause : le serveur n’accepte rien de ce réseau'],
		['account', 'address-unknown', 'En pause : beaucoup d’adresses sont refusées'],
		['account', 'sending-limit', 'En pause : le serveur n’accepte plus rien pour le moment'],
		['throttle', 'smtp-auth-failed', 'En pause : le serveur demande d’attendre'],
		['connection', 'connection-lost', 'En pause : le serveur d’envoi ne répond pas']
	])('name the cause of %s, %s', (reason, code, title) => {
		expect(pauseWords(pause(reason, code)).title).toBe(title)
	})

	test.each<[Pause['reason'], Code, string | undefined]>([
		['account', 'sender-refused', 'Le serveur ne vous laisse pas écrire avec cette adresse d’expéditeur.'],
		['account', 'smtp-auth-failed', undefined],
		['throttle', 'sending-limit', 'La limite d’envoi de votre fournisseur est atteinte.'],
		['throttle', 'temporarily-refused', undefined],
		['connection', 'smtp-unreachable', undefined],
		['connection', 'smtp-tls-failed', 'La connexion au serveur n’a pas pu être protégée.']
	])('say beneath what the title does not: %s, %s', (reason, code, cause) => {
		expect(pauseWords(pause(reason, code)).cause).toBe(cause)
	})

	test('name an error of the relay itself where nothing was refused', () => {
		expect(pauseWords(pause('message')).title).toBe('En pause : le relais a rencontré une erreur inattendue')
	})

	test.each<[Pause, string | undefined]>([
		[pause('account', 'smtp-auth-failed'), 'password'],
		[pause('account', 'password-unreadable'), 'password'],
		[pause('throttle', 'smtp-auth-failed'), undefined],
		[pause('account', 'sender-refused'), 'settings'],
		[pause('account'), 'settings'],
		[pause('account', 'account-blocked'), undefined],
		[pause('account', 'address-refused'), undefined],
		[pause('connection', 'smtp-unreachable'), 'settings'],
		[pause('connection', 'journal-unavailable'), undefined],
		[pause('user'), undefined]
	])('lead to what can be mended: %o', (given, mending) => {
		expect(pauseMending(given)).toBe(mending)
	})
})
