import { Id, z } from '../zod'

/** The cases on a screen, up to a hundred ids with commas between them. */
export const ListCaseVersions = z.strictObject({
  ids: z.string().regex(/^[0-9a-f]{24}(,[0-9a-f]{24}){0,99}$/, '编号不对，请从列表里重新打开'),
})
export const CaseVersions = z.object({ items: z.array(z.object({ id: Id, seq: z.int() })) })
