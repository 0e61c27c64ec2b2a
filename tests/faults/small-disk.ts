import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OCTETS = 16 * 1024 * 1024

/** A file system in memory, so small that it can be filled to its last octet. Mounting one takes Linux, and its root. */
export class SmallDisk {
	readonly path = mkdtempSync(join(tmpdir(), 'club-small-disk-'))

	/** Throws where none may be mounted. */
	constructor() {
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${OCTETS}`, 'tmpfs', this.path], { stdio: 'ignore' })
		} catch (error) {
			rmdirSync(this.path)
			throw error
		}
	}

	/** Leaves no room, or as much as there was. */
	fill(isFull: boolean): void {
		const filler = join(this.path, 'filler')
		if (!isFull) return rmSync(filler, { force: true })
		try {
			writeFileSync(filler, Buffer.alloc(OCTETS))
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
		}
	}

	remove(): void {
		execFileSync('umount', ['--lazy', this.path])
		rmdirSync(this.path)
	}
}

/** Why there can be no small disk on this machine, if there cannot. */
export function findSmallDiskObstacle(): string | undefined {
	try {
		new SmallDisk().remove()
		return undefined
	} catch {
		return 'no file system may be mounted here: that takes Linux, and its root'
	}
}
