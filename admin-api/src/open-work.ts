import type { Types } from 'mongoose'
import type { WorkKind } from '@yike/shared/office/open-work'
import type { Role } from '@yike/shared/people/permissions'

/** A colleague who may take the work of somebody who leaves. */
interface Taker {
  _id: Types.ObjectId
  name: string
  areas: Types.ObjectId[]
  roles: { role: Role; areaId: Types.ObjectId }[]
}

/** One part of somebody's unfinished work. */
export interface WorkItem {
  id: Types.ObjectId
  title: string
  detail: string
  /** The takers, among those asked about, who may have it. */
  takers: readonly Types.ObjectId[]
}

/** The giver, the things that are given, and the receiver. */
interface Gift {
  from: { _id: Types.ObjectId; name: string }
  to: Taker
  /** A sentence that says why, without its end: 「李国强不在这里工作了」. */
  because: string
  /** The administrator who ended the account. */
  byId: Types.ObjectId
}

/** Unfinished work that belongs to one member of staff: declared by the domain that keeps it. */
export interface OpenWork {
  kind: WorkKind
  /** The open work of somebody in these areas, the most urgent first; `takers` of each are chosen among these. */
  list(
    personId: Types.ObjectId,
    areaIds: readonly Types.ObjectId[],
    among: readonly Taker[],
    now: Date,
  ): Promise<WorkItem[]>
  /**
   * Gives one part to a colleague. Repeating it changes nothing, nor does it where the work has ended or changed hands;
   * false where the colleague cannot take it any more.
   */
  give(id: Types.ObjectId, gift: Gift, now: Date): Promise<boolean>
  /** Lets no new work come to somebody whose account ended. */
  close?(personId: Types.ObjectId, areaIds: readonly Types.ObjectId[]): Promise<void>
}

/** The most parts of one kind that are listed and handed over at once. */
export const MOST_WORK = 500
