/** Which of the two windows over all commands is open; a module of its own, so that neither is loaded before. */
class CommandDesk {
	open = $state<'palette' | 'keys'>()
	/** What the palette looks for. Also what is typed while it is being loaded. */
	query = $state('')

	openPalette(): void {
		this.query = ''
		this.open = 'palette'
	}

	openKeys(): void {
		this.open = 'keys'
	}
}

export const desk = new CommandDesk()
