import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'

type Doings = { refresh: () => void; clear: () => void; hasMessages: () => boolean }

/** What the sandbox offers to the palette. */
export function listSandboxCommands({ refresh, clear, hasMessages }: Doings): Command[] {
	return [
		{ id: 'sandbox.refresh', group: 'here', label: m.sandbox_refresh, icon: 'refresh', run: refresh },
		{ id: 'sandbox.clear', group: 'here', label: m.sandbox_clear, icon: 'delete', offered: hasMessages, run: clear }
	]
}
