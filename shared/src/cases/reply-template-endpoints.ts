import { endpoint } from '../endpoint'
import type { Done, z } from '../zod'
import type { ById } from './schemas'
import type * as t from './reply-template-schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/** The templates of the areas in which the caller keeps them, with those areas. */
export const listReplyTemplates = endpoint<Record<string, never>, Out<typeof t.ReplyTemplateList>>({
  method: 'GET',
  path: '/staff/reply-templates',
  access: { staff: 'template.edit' },
  errors: [],
})
/** A name exists once in an area. INVALID_INPUT names an unknown variable. */
export const createReplyTemplate = endpoint<In<typeof t.CreateReplyTemplate>, t.ReplyTemplateView>({
  method: 'POST',
  path: '/staff/reply-templates',
  access: { staff: 'template.edit' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** CONFLICT: somebody else changed it since revision `revision`. */
export const changeReplyTemplate = endpoint<In<typeof t.ChangeReplyTemplate>, t.ReplyTemplateView>({
  method: 'PATCH',
  path: '/staff/reply-templates/:id',
  access: { staff: 'template.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'CONFLICT'],
})
export const removeReplyTemplate = endpoint<In<typeof ById>, Done>({
  method: 'DELETE',
  path: '/staff/reply-templates/:id',
  access: { staff: 'template.edit' },
  errors: ['NOT_FOUND'],
})
/** The templates that the caller may take, with their variables: for a sentence to many cases at once. */
export const listOfferedTemplates = endpoint<Record<string, never>, Out<typeof t.OfferedTemplates>>({
  method: 'GET',
  path: '/staff/reply-templates/offered',
  access: { staff: 'case.read' },
  errors: [],
})
/** The templates for one case, filled with its facts: those of its community first, then those of the areas above. */
export const listTemplatesForCase = endpoint<In<typeof ById>, Out<typeof t.FilledTemplates>>({
  method: 'GET',
  path: '/staff/cases/:id/reply-templates',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND'],
})
