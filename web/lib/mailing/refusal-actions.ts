import { addRefusedAddresses, removeRefusedAddress } from '#web/db/refused-addresses.ts'
import { m } from '#web/paraglide/messages.js'
import { storageText } from '#web/storage-words.ts'
import { toasts } from '#web/ui/toasts.svelte.ts'

/** Writes to an address again that a server refused; says so, and takes it back at one click. */
export async function liftRefusal(address: string): Promise<void> {
	const lifted = await removeRefusedAddress(address)
	if (!lifted.ok) return void toasts.add(storageText(lifted.error.code), { tone: 'danger' })
	const { value: known } = lifted
	const action = known && { label: m.action_undo(), run: () => void addRefusedAddresses([known]) }
	toasts.add(m.audience_lifted({ address }), { tone: 'success', ...(action && { action }) })
}
