import { deflateRawSync } from 'node:zlib'

/** An archive of these files, each packed, or stored as it is. */
export function zipBytes(files: Record<string, Uint8Array>, { stored = false } = {}): Uint8Array<ArrayBuffer> {
	const [bodies, directory]: [Buffer[], Buffer[]] = [[], []]
	let at = 0
	for (const [name, bytes] of Object.entries(files)) {
		const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes)
		const title = Buffer.from(name)
		const common = Buffer.alloc(26)
		common.writeUInt16LE(20, 0)
		common.writeUInt16LE(0x0800, 2)
		common.writeUInt16LE(stored ? 0 : 8, 4)
		common.writeUInt32LE(packed.length, 14)
		common.writeUInt32LE(bytes.length, 18)
		common.writeUInt16LE(title.length, 22)
		bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, title, packed)
		const place = Buffer.alloc(14)
		place.writeUInt32LE(at, 10)
		directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, title)
		at += 30 + title.length + packed.length
	}
	const end = Buffer.alloc(22)
	end.write('PK\x05\x06', 'latin1')
	end.writeUInt16LE(Object.keys(files).length, 8)
	end.writeUInt16LE(Object.keys(files).length, 10)
	end.writeUInt32LE(Buffer.concat(directory).length, 12)
	end.writeUInt32LE(at, 16)
	return new Uint8Array(Buffer.concat([...bodies, ...directory, end]))
}
