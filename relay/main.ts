import { readFileSync } from 'node:fs'
import { ConfigError, parseConfig, type Config } from './config.ts'
import { JournalFault } from './journal/journal.ts'
import { placeOf } from './problems.ts'
import { startRelay } from './relay.ts'

/** Exit code for an environment that is wrong, as sysexits.h has it. */
const EX_CONFIG = 78

process.on('uncaughtException', (error) => exitWith(1, `stopped by an error nobody foresaw: ${placeOf(error)}`))

const config = readConfig()
const relay = await startRelay(config, (line) => console.error(line)).catch((error: NodeJS.ErrnoException) => {
	if (error instanceof JournalFault) exitWith(error.passing ? 1 : EX_CONFIG, error.message)
	const where = `${config.host}:${config.port}`
	if (error.code === 'EADDRINUSE') exitWith(1, `${where} is in use by another program: close it, or set PORT.`)
	return exitWith(1, `cannot listen on ${where}: ${error.code ?? placeOf(error)}`)
})
// Before it says that it listens: whoever reads that may stop it at once.
let stopping: Promise<void> | undefined
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.on(signal, () => void (stopping ??= relay.stop().then(() => process.exit(0))))
}

console.log(`relay listening on ${relay.address}`)
if (config.printPairingLink) console.log(relay.pairingLink)

function readConfig(): Config {
	try {
		return parseConfig(process.env, (path) => readFileSync(path, 'utf8'))
	} catch (error) {
		if (error instanceof ConfigError) exitWith(EX_CONFIG, error.message)
		throw error
	}
}

function exitWith(code: number, message: string): never {
	console.error(message)
	process.exit(code)
}
