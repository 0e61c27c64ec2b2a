import { readFileSync } from 'node:fs'
import { parseConfig } from '#relay/config.ts'
import { createMemoryJournal } from '#relay/journal/memory.ts'
import { startRelay } from '#relay/relay.ts'

/** The relay as it is, but for its journal, which is kept in memory: what durability is measured against. */
const config = parseConfig(process.env, (path) => readFileSync(path, 'utf8'))
const relay = await startRelay(config, console.error, async () => createMemoryJournal())
console.log(`relay listening on ${relay.address}`)
process.once('SIGTERM', () => void relay.stop().then(() => process.exit(0)))
