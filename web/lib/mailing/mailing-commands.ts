import type { Command } from '#web/commands/command.ts'
import { m } from '#web/paraglide/messages.js'

type Doings = Record<'settings' | 'recipients' | 'preview' | 'send', () => void>

/** What the screen of the mailings offers to the palette and to the keys. */
export function listMailingCommands({ settings, recipients, preview, send }: Doings): Command[] {
	return [
		{ ...named('recipients', m.mailing_recipients), icon: 'members', run: recipients },
		{ ...named('preview', m.mailing_preview), icon: 'eye', run: preview },
		{ ...named('send', m.mailing_send), icon: 'send', keys: ['Mod+Enter'], whileTyping: true, run: send },
		{ ...named('settings', m.mailing_settings), icon: 'settings', run: settings }
	]
}

function named(id: string, label: () => string): Pick<Command, 'id' | 'group' | 'label'> {
	return { id: `mailing.${id}`, group: 'here', label }
}
