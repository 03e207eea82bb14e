import { CASE_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { PUBLISHED_KINDS } from '@yike/shared/cases/published'
import { promiseInWords } from '@yike/shared/cases/promises'
import { readServiceCode, serviceCodeOf } from '@yike/shared/open311/geo-report'
import { AppError } from '@yike/shared/errors'
import { listCategories, promiseOf } from '../cases/categories'
import { categoryTree } from '../cases/known-categories'

/** Every category that can be chosen, of the kinds that other systems may file. */
export async function listGeoReportServices() {
  const ofKinds = await Promise.all(
    PUBLISHED_KINDS.map(async (kind) => {
      const [all, tree] = await Promise.all([listCategories(kind), categoryTree()])
      return all
        .filter(({ level }) => level > 1)
        .map((leaf) => ({
          service_code: serviceCodeOf(kind, leaf._id),
          service_name: leaf.shown,
          description: `${CASE_KINDS[kind].label}：${leaf.shown}，${promiseInWords(promiseOf(kind, leaf))}`,
          metadata: true,
          type: 'realtime',
          keywords: leaf.keywords.join(','),
          group: [CASE_KINDS[kind].label, tree.path(leaf.id)[0]?.name].filter(Boolean).join(' · '),
        }))
    }),
  )
  return ofKinds.flat()
}

/** The kind and category of a service code, or NOT_FOUND. Of a retired one as well: old requests have it. */
export async function serviceNamed(code: string): Promise<{ kind: CaseKindCode; categoryId: string }> {
  const service = readServiceCode(code)
  const leaves = service ? await listCategories(service.kind, { retired: true }) : []
  const isThere = leaves.some(({ id, level }) => level > 1 && id === service?.categoryId)
  if (!service || !isThere) throw new AppError('NOT_FOUND', `没有这个 service_code：${code}。`)
  return service
}

/** The attributes of a service, from the form of its kind. */
export async function describeGeoReportService(code: string) {
  const { kind } = await serviceNamed(code)
  const form: readonly string[] = CASE_KINDS[kind].form
  const attribute = { variable: true, required: false }
  const attributes = [
    {
      ...{ ...attribute, code: 'external_id', datatype: 'string', datatype_description: '字母、数字和 . : / - _' },
      ...{ order: 1, description: '您系统里的编号，同一个编号只收一次' },
    },
    ...(form.includes('anonymous')
      ? [
          {
            ...{ ...attribute, code: 'anonymous', datatype: 'singlevaluelist', datatype_description: null },
            ...{ order: 2, description: '匿名：是谁反映的，只有社区管理员知道' },
            values: [
              { key: 'false', name: '留名' },
              { key: 'true', name: '匿名' },
            ],
          },
        ]
      : []),
  ]
  return { service_code: code, attributes }
}
