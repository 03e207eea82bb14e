import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

/** Commands that went to a database, and bytes that came back. */
export interface Traffic {
  commands: number
  bytesRead: number
}

/** Passes a database's wire protocol on and counts it: engines keep different counters, the wire is the same. */
export async function startRelay(uri: string) {
  const { hostname, port } = new URL(uri)
  const traffic: Traffic = { commands: 0, bytesRead: 0 }
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    const count = messageCounter()
    client.on('data', (chunk: Buffer) => (traffic.commands += count(chunk)))
    database.on('data', (chunk: Buffer) => (traffic.bytesRead += chunk.length))
    client.pipe(database).pipe(client)
    const end = () => {
      client.destroy()
      database.destroy()
    }
    client.on('error', end)
    database.on('error', end)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, traffic, stop: () => server.close() }
}

/** The number of messages that begin in each next piece of a stream; a message begins with its length. */
function messageCounter() {
  let begun = Buffer.alloc(0)
  let left = 0
  return (piece: Buffer) => {
    const chunk = begun.length > 0 ? Buffer.concat([begun, piece]) : piece
    begun = Buffer.alloc(0)
    let messages = 0
    for (let at = 0; at < chunk.length;) {
      if (left === 0) {
        if (chunk.length - at < 4) {
          begun = Buffer.from(chunk.subarray(at))
          break
        }
        left = chunk.readInt32LE(at)
        messages++
      }
      const taken = Math.min(left, chunk.length - at)
      left -= taken
      at += taken
    }
    return messages
  }
}
