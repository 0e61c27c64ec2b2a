import workerUrl from './backup-worker.ts?worker&url'
import { err } from '#shared/result.ts'
import type { JobName, JobReply, Jobs } from './jobs.ts'

/** The worker that writes, opens and restores backups, as the page talks to it: one job after the other. */
export class BackupWork {
	#worker: Worker | undefined

	/** Has a job done. `onprogress` hears shares from 0 to 1. What the worker did not foresee is `unexpected`. */
	run<K extends JobName>(name: K, input: Jobs[K]['in'], onprogress?: (share: number) => void): Promise<Jobs[K]['out']> {
		const worker = (this.#worker ??= new Worker(trustedUrl(), { type: 'module' }))
		return new Promise((resolve) => {
			const fail = (reason: unknown) => {
				console.error('A backup job failed', reason)
				resolve(err({ code: 'unexpected' }))
			}
			worker.onmessage = ({ data }: MessageEvent<JobReply>) => {
				if ('progress' in data) onprogress?.(data.progress)
				else if ('outcome' in data) resolve(data.outcome as Jobs[K]['out'])
				else fail(data.thrown)
			}
			worker.onerror = (event) => fail(event.message || 'the worker does not start')
			worker.postMessage({ name, input })
		})
	}

	/** Ends it, and with it whatever it holds: rows, keys, passphrase. */
	end(): void {
		this.#worker?.terminate()
		this.#worker = undefined
	}
}

let policy: TrustedTypePolicy | undefined

/** Address of the worker in the form that Trusted Types ask for; the policy knows no other. */
function trustedUrl(): string {
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
	if (!trustedTypes) return workerUrl
	policy ??= trustedTypes.createPolicy('club-manager-backup', {
		createScriptURL(url) {
			if (url !== workerUrl) throw new TypeError(`Not the worker of backups: ${url}`)
			return url
		}
	})
	// Typed as the string it stands for: TypeScript's DOM does not know trusted URLs.
	return policy.createScriptURL(workerUrl) as unknown as string
}

type TrustedTypePolicy = { createScriptURL(url: string): object }
interface TrustedTypePolicyFactory {
	createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedTypePolicy
}
