import { untrack } from 'svelte'
import type { Command, ListCommands } from './command.ts'
import { isSingleKey, isTyping, matchesKey } from './keys.ts'
import { singleKeys } from './single-keys.svelte.ts'

/** Everything that can be done now. The palette, the keys and the sheet of keys all read it here. */
export class CommandRegistry {
	#lists = $state.raw<readonly (readonly Command[])[]>([])
	#awaited: { id: string; argument?: string } | undefined

	/** What can be done now: of the screen that is open first. */
	get offered(): Command[] {
		const offered = this.#lists.flat().filter((command) => command.offered?.() ?? true)
		const here = offered.filter(({ group }) => group === 'here')
		return [...here, ...offered.filter(({ group }) => group !== 'here')]
	}

	/** Offers these until the function it returns is called. One that was awaited is done at once. */
	add(list: readonly Command[]): () => void {
		this.#lists = [...this.#lists, list]
		const awaited = this.#awaited
		const found = list.find(({ id }) => id === awaited?.id)
		if (awaited && found) queueMicrotask(() => this.run(found.id, awaited.argument))
		return () => (this.#lists = this.#lists.filter((other) => other !== list))
	}

	/** Does a command now. Returns whether it is offered. */
	run(id: string, argument?: string): boolean {
		this.#awaited = undefined
		const command = this.offered.find((offered) => offered.id === id)
		command?.run?.(argument)
		return command !== undefined
	}

	/** Does a command as soon as it is offered: now, or once the screen that is being opened has registered it. */
	runWhenOffered(id: string, argument?: string): void {
		if (!this.run(id, argument)) this.#awaited = { id, argument }
	}

	/** The command that a key pressed just now stands for, `undefined` when it stands for none there. */
	findByKey(event: KeyboardEvent): Command | undefined {
		const typing = isTyping(event.target)
		// What stands beside the list has keys of its own.
		const beside = event.target instanceof Element && event.target.closest('dialog') !== null
		return this.offered.find(({ group, keys = [], run, whileTyping = false }) => {
			if (!run || (beside && group === 'here')) return false
			return keys.some((key) => {
				const heard = isSingleKey(key) ? singleKeys.on && !typing : whileTyping || !typing
				return heard && matchesKey(event, key)
			})
		})
	}
}

/** The commands of this window. */
export const commands = new CommandRegistry()

/**
 * Offers commands for as long as the component that is being made stands on the screen; `list` is asked again when what
 * it reads changes.
 */
export function registerCommands(list: ListCommands): void {
	$effect(() => {
		const offered = list()
		return untrack(() => commands.add(offered))
	})
}
