import Koa from 'koa'

/**
 * The floor: Koa answering the same bytes from memory, in a process of its own.
 * `tsx bench/bare-koa.ts PORT` reads the body to answer from its standard input.
 */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const answer: unknown = JSON.parse(Buffer.concat(chunks).toString())

new Koa()
  .use((ctx) => void (ctx.body = answer))
  .listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'))
