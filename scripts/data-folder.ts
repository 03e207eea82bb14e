import { existsSync } from 'node:fs'
import path from 'node:path'
import { startMinidb } from '@yike/minidb'
import { backup, restore } from '@yike/minidb/backup'
import { faultsOf, repair } from '@yike/minidb/repair'
import { MongoClient } from 'mongodb'

/**
 * `npm run db:check`, `npm run db:repair -- 新文件夹`, `npm run backup -- 文件`, `npm run restore -- 文件`: the
 * commands on the whole data folder of minidb (DATA_DIR). All but `backup` need the product to be stopped.
 */
const folder = path.join(process.env.DATA_DIR ?? './data', 'minidb')
const [command, place] = process.argv.slice(2)

/** Follows every page and row of the file, then checks that every document is in every index. */
async function check(): Promise<string[]> {
  const faults = faultsOf(folder)
  if (faults.length > 0) return faults
  const server = await startMinidb({ path: folder })
  const client = await new MongoClient(server.uri).connect()
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true })
    for (const { name } of databases)
      for (const { name: collection } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
        const { errors, nrecords } = await client.db(name).command({ validate: collection })
        console.log(`${name}.${collection}：${nrecords} 条`)
        faults.push(...(errors as string[]).map((error) => `${name}.${collection}: ${error}`))
      }
  } finally {
    await client.close()
    await server.stop()
  }
  return faults
}

const need = (what: string) => {
  if (!place) throw new Error(`要说明${what}：npm run ${command === 'repair' ? 'db:repair' : command} -- …`)
  return place
}

const COMMANDS: Record<string, () => Promise<void> | void> = {
  async check() {
    const faults = existsSync(folder) ? await check() : [`没有 ${folder} 这个文件夹`]
    for (const fault of faults) console.log(fault)
    console.log(faults.length === 0 ? '完好。' : `坏了 ${faults.length} 处。`)
    if (faults.length > 0) process.exitCode = 1
  },
  async repair() {
    const target = path.join(need('新的数据文件夹'), 'minidb')
    const { copied, lost } = await repair(folder, target)
    for (const [namespace, documents] of copied) console.log(`${namespace}：抄了 ${documents} 条`)
    for (const what of lost) console.log(`没抄成：${what}`)
    console.log(`完好的都在 ${target}，原来的文件没有动。用 DATA_DIR=${place} 启动。`)
  },
  async backup() {
    await backup(folder, need('备份写到哪个文件'))
    console.log(`备份在 ${place}，逐条查过，完好。`)
  },
  restore() {
    restore(need('放回哪个备份'), folder)
    console.log(`${place} 已经放回 ${folder}。`)
  },
}

try {
  await COMMANDS[command!]!()
} catch (cause) {
  console.error((cause as Error).message)
  process.exit(1)
}
