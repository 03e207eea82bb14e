import {
  API_BASE_PATH,
  CLIENT_VERSION_HEADER,
  DEVICE_HEADER,
  IDEMPOTENCY_HEADER,
  readsQuery,
} from '@yike/shared/endpoint'
import { ERRORS } from '@yike/shared/errors'
import { z } from '@yike/shared/zod'
import type { Route, Routes } from './handle'

type JsonSchema = Record<string, unknown> & { properties?: Record<string, JsonSchema>; required?: string[] }

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as JsonSchema

const security = ({ endpoint: { access } }: Route) =>
  access === 'public' ? [] : [{ bearer: [] }, { [access === 'resident' ? 'cookie' : 'staffCookie']: [] }]

function parametersOf(route: Route, input: JsonSchema) {
  const inPath = [...route.endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
  const names = readsQuery(route.endpoint) ? Object.keys(input.properties ?? {}) : inPath
  const parameters: object[] = names.map((name) => ({
    name,
    in: inPath.includes(name) ? 'path' : 'query',
    required: inPath.includes(name) || (input.required ?? []).includes(name),
    schema: input.properties?.[name] ?? {},
  }))
  parameters.push({ name: CLIENT_VERSION_HEADER, in: 'header', required: false, schema: { type: 'string' } })
  if (route.endpoint.device)
    parameters.push({ name: DEVICE_HEADER, in: 'header', required: true, schema: { type: 'string' } })
  if (route.endpoint.idempotent)
    parameters.push({
      name: IDEMPOTENCY_HEADER,
      in: 'header',
      required: route.endpoint.idempotent === true,
      schema: { type: 'string', minLength: 8, maxLength: 64 },
    })
  return { parameters, inPath }
}

function bodyOf(route: Route, input: JsonSchema, inPath: string[]) {
  if (readsQuery(route.endpoint)) return {}
  if (route.raw)
    return {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
          },
        },
      },
    }
  const properties = Object.fromEntries(
    Object.entries(input.properties ?? {}).filter(([name]) => !inPath.includes(name)),
  )
  const required = (input.required ?? []).filter((name) => !inPath.includes(name))
  const schema = { ...input, properties, required: required.length > 0 ? required : undefined }
  return { requestBody: { required: required.length > 0, content: { 'application/json': { schema } } } }
}

const refusal = (code: keyof typeof ERRORS) => ({ code, message: ERRORS[code].message })

function responsesOf({ endpoint, output }: Route) {
  const codes = [
    ...endpoint.errors,
    'INVALID_INPUT',
    ...(endpoint.access === 'public' ? [] : ['SIGN_IN_REQUIRED']),
  ] as (keyof typeof ERRORS)[]
  const byStatus = new Map<number, (keyof typeof ERRORS)[]>()
  for (const code of codes) byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code])
  return {
    200: output
      ? { description: 'Done.', content: { 'application/json': { schema: schemaOf(output, 'output') } } }
      : { description: 'The file.' },
    ...Object.fromEntries(
      [...byStatus].map(([status, refusals]) => [
        status,
        {
          description: refusals.map((code) => `${code}: ${ERRORS[code].message}`).join('\n'),
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Error' },
              examples: Object.fromEntries(refusals.map((code) => [code, { value: { error: refusal(code) } }])),
            },
          },
        },
      ]),
    ),
  }
}

/** The OpenAPI 3.1 document of these routes, made from the same data and schemas that serve them. */
export function describeApi(all: readonly Routes[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of all.flatMap((routes) => routes.all)) {
    const input = schemaOf(route.input, 'input')
    const { parameters, inPath } = parametersOf(route, input)
    const path = `${API_BASE_PATH}${route.endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    ;(paths[path] ??= {})[route.endpoint.method.toLowerCase()] = {
      tags: [route.endpoint.path.split('/')[1] === 'staff' ? 'staff' : 'resident'],
      security: security(route),
      parameters,
      ...bodyOf(route, input, inPath),
      responses: responsesOf(route),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '一刻 yike',
      version: '1',
      description:
        'Within /v1 fields and endpoints are only added. Positions are GCJ-02, instants carry +08:00, money is integer fen.',
    },
    paths,
    components: {
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message'],
              properties: {
                code: { enum: Object.keys(ERRORS) },
                message: { type: 'string' },
                details: { type: 'object' },
              },
            },
          },
        },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'yike_access' },
        staffCookie: { type: 'apiKey', in: 'cookie', name: 'yike_staff_access' },
      },
    },
  }
}
