import type { Middleware } from 'koa'
import { isDisconnected } from '../database'
import { AppError, ERRORS, type ErrorBody } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'

const bodyOf = ({ code, message, details }: AppError): ErrorBody => ({
  error: { code, message, ...(details ? { details } : {}) },
})

/** The refusal that a failure is answered with. */
export function refusalOf(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  if (isDisconnected(cause)) return new AppError('DATABASE_UNREACHABLE')
  return new AppError('INTERNAL')
}

/**
 * The one place that answers refusals. Known errors have their sentence; unknown ones say only that something failed,
 * and are logged.
 */
export const answerErrors: Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (cause) {
    const error = refusalOf(cause)
    ctx.status = ERRORS[error.code].status
    ctx.body = bodyOf(error)
    ctx.state.refusal = error.code
    const retryAfter = error.details?.retryAfterSeconds
    if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter))
    if (ctx.status >= 500) ctx.app.emit('error', cause, ctx)
  }
}

const NAMES: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
}

/** Our own sentences for issues without one in the schema, so that no English reaches a resident or an office. */
export function sentenceFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '这一项要填' : `这里要填${NAMES[issue.expected] ?? '别的内容'}`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `至少 ${issue.minimum} ${issue.origin === 'array' ? '项' : '个字'}`
        : `不能小于 ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `最多 ${issue.maximum} ${issue.origin === 'array' ? '项' : '个字'}`
        : `不能大于 ${issue.maximum}`
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}`
    case 'unrecognized_keys':
      return `不认识这几项：${issue.keys.join('、')}`
    case 'invalid_format':
      return '写法不对，再看看'
    default:
      return '这里填得不对'
  }
}

/** Parses an input at the door, or refuses with every bad field and its fault. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: sentenceFor })
  if (parsed.success) return parsed.data
  const fields: Record<string, string[]> = {}
  const form: string[] = []
  for (const issue of parsed.error.issues) {
    if (issue.path.length === 0) form.push(issue.message)
    else (fields[issue.path.join('.')] ??= []).push(issue.message)
  }
  throw new AppError('INVALID_INPUT', form[0], { fields, form })
}
