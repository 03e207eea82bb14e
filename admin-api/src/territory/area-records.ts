import type { Model, Types } from 'mongoose'
import type { LngLat } from '@yike/shared/geo/walking'
import type { CompoundArea } from './areas'

/** What every carrier has; `name` where it is called something. */
export interface AreaRow {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  communityId?: Types.ObjectId
  name?: string
}

/** A kind of record that says by `areas` where it belongs: what a change of the ground moves. */
export interface AreaRecords {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- models of every domain, each with fields of its own
  model: Model<any>
  /** 「地点」: what a preview counts; without it the record is part of another. */
  what?: string
  /** It names its community too. */
  namesCommunity?: boolean
  /** Fields that `stands` reads. */
  reads?: string[]
  /** Where each of these stands; null: it stays with what remains. Without it none stands anywhere. */
  stands?(rows: AreaRow[], compounds: readonly CompoundArea[]): Promise<(LngLat | null)[]> | (LngLat | null)[]
  /** Two of one name cannot stand in one community: it is called so after a move. */
  renamed?(row: AreaRow, old: string, communityId: Types.ObjectId): Promise<string>
}

/** Those of every domain: each names its own in its manifest. */
let areaRecords: readonly AreaRecords[] = []
export const useAreaRecords = (all: readonly AreaRecords[]) => void (areaRecords = all)
export const allAreaRecords = () => areaRecords

/** Who works for one area works for another too, because of a change; and no longer, when it is taken back. People, beside this floor, do it. */
export interface RoleDoor {
  add(changeId: Types.ObjectId, from: Types.ObjectId, to: Types.ObjectId): Promise<unknown>
  drop(changeId: Types.ObjectId): Promise<unknown>
}
let door: RoleDoor | undefined
export const useRoleDoor = (roles: RoleDoor) => void (door = roles)
export const roleDoor = () => door!
