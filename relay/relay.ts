import { readFileSync } from 'node:fs'
import { createApp } from './app.ts'
import { reachable, type Config } from './config.ts'
import { createMemoryJournal } from './journal/memory.ts'
import { deriveKeys } from './keys.ts'
import { listen } from './server.ts'

/** A relay that runs. */
export type Relay = {
	/** Where it listens, as a browser on this machine reaches it. */
	address: string
	/** The address that hands an app its access key; a secret. */
	pairingLink: string
	/** Begins no new message, waits for the replies that are due, and lets go of everything. */
	stop: () => Promise<void>
}

/** Starts a relay with everything real. Rejects with the system's error when it cannot listen. */
export async function startRelay(config: Config, log: (line: string) => void): Promise<Relay> {
	const keys = await deriveKeys(config)
	const journal = createMemoryJournal()
	const app = createApp({ config, keys, journal, sandbox: undefined, version: readVersion(), log })
	const server = await listen(app, config)
	return {
		address: `http://${reachable(config.host)}:${config.port}`,
		pairingLink: `${config.publicUrl}/#relay-key=${keys.access[0]?.key}`,
		async stop() {
			server.stopAccepting()
			server.closeConnections()
			await journal.close()
		}
	}
}

function readVersion(): string {
	const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
	return (JSON.parse(text) as { version: string }).version
}
