import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

export const listNotices = endpoint<In<typeof s.ListNotices>, Out<typeof s.NoticePage>>({
  method: 'GET',
  path: '/notices',
  access: 'public',
  errors: [],
})
export const getNotice = endpoint<In<typeof s.ById>, s.NoticeView>({
  method: 'GET',
  path: '/notices/:id',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** 「我知道了」: counted once for a person. */
export const readNotice = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'POST',
  path: '/notices/:id/read',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

export const listStaffNotices = endpoint<In<typeof s.ListStaffNotices>, Out<typeof s.StaffNoticePage>>({
  method: 'GET',
  path: '/staff/notices',
  access: { staff: 'notice.read' },
  errors: [],
})
/**
 * The people who would get a notice, before it is published: by grid and building, and by which way. Lists are parted by
 * commas.
 */
export const getAudience = endpoint<In<typeof s.GetAudience>, s.Audience>({
  method: 'GET',
  path: '/staff/notices/audience',
  access: { staff: 'notice.read' },
  errors: ['NOT_FOUND'],
})
export const getStaffNotice = endpoint<In<typeof s.ById>, s.StaffNotice>({
  method: 'GET',
  path: '/staff/notices/:id',
  access: { staff: 'notice.read' },
  errors: ['NOT_FOUND'],
})
export const createNotice = endpoint<In<typeof s.NoticeInput>, s.StaffNotice>({
  method: 'POST',
  path: '/staff/notices',
  access: { staff: 'notice.edit' },
  errors: ['KEY_REUSED'],
  idempotent: true,
})
export const changeNotice = endpoint<In<typeof s.ChangeNotice>, s.StaffNotice>({
  method: 'PATCH',
  path: '/staff/notices/:id',
  access: { staff: 'notice.edit' },
  errors: ['NOT_FOUND', 'NOTICE_MOVED'],
})
/** Removes a draft; a published notice is withdrawn instead. */
export const removeNotice = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/notices/:id',
  access: { staff: 'notice.edit' },
  errors: ['NOT_FOUND', 'NOTICE_MOVED'],
})
export const publishNotice = endpoint<In<typeof s.PublishNotice>, s.StaffNotice>({
  method: 'POST',
  path: '/staff/notices/:id/publish',
  access: { staff: 'notice.publish' },
  errors: ['NOT_FOUND', 'NOTICE_MOVED'],
})
export const withdrawNotice = endpoint<In<typeof s.WithdrawNotice>, s.StaffNotice>({
  method: 'POST',
  path: '/staff/notices/:id/withdraw',
  access: { staff: 'notice.publish' },
  errors: ['NOT_FOUND', 'NOTICE_MOVED'],
})
