/**
 * Ends this process, as SIGTERM would, when the shell that npm started it in is gone.
 *
 * npm hands a SIGTERM to that shell alone; most shells then die without telling their child, which would keep the port.
 * Outside of npm nothing is watched: there a parent may leave on purpose (nohup).
 */
export function endWithParent() {
	if (process.env.npm_lifecycle_event === undefined) return

	const parent = process.ppid
	const watch = setInterval(() => {
		if (process.ppid === parent) return
		clearInterval(watch)
		process.kill(process.pid, 'SIGTERM')
	}, 250)
	watch.unref()
}
