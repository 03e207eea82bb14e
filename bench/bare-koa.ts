import Koa from 'koa'

/**
 * The floor: Koa answering the same bytes from memory, in a process of its own.
 * `tsx bench/bare-koa.ts PORT` reads the answers by address from its standard input.
 */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const answers = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>

new Koa()
  .use((ctx) => void (ctx.body = answers[ctx.url]))
  .listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'))
