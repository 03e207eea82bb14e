import type { Model, Types } from 'mongoose'
import type { LngLat } from '@yike/shared/geo/walking'
import type { CompoundArea } from './areas'

/** The fields of every area record; `name` where it has one. */
export interface AreaRow {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  communityId?: Types.ObjectId
  name?: string
}

/** A kind of record that names its areas in `areas`: a change of areas moves it. */
export interface AreaRecords {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- models of every domain, each with fields of its own
  model: Model<any>
  /** 「地点」: the word in a preview's count; without it the record is part of another. */
  what?: string
  /** Whether it also has its community in a field. */
  namesCommunity?: boolean
  /** Fields that `stands` reads. */
  reads?: string[]
  /** The position of each of these; null: it stays with the rest. Without it none has a position. */
  stands?(rows: AreaRow[], compounds: readonly CompoundArea[]): Promise<(LngLat | null)[]> | (LngLat | null)[]
  /** Fields that are written with every move, so that what is computed from areas is computed again. */
  marks?(): Record<string, unknown>
  /** Two records of one name cannot exist in one community: the new name after a move. */
  renamed?(row: AreaRow, old: string, communityId: Types.ObjectId): Promise<string>
}

/** The area records of every domain: each names its own in its manifest. */
let areaRecords: readonly AreaRecords[] = []
export const useAreaRecords = (all: readonly AreaRecords[]) => void (areaRecords = all)
export const allAreaRecords = () => areaRecords

/**
 * Lets the staff of one area work for another too, because of a change; and no longer, when it is undone. The people
 * domain, beside this floor, does it.
 */
export interface RoleDoor {
  add(changeId: Types.ObjectId, from: Types.ObjectId, to: Types.ObjectId): Promise<unknown>
  drop(changeId: Types.ObjectId): Promise<unknown>
}
let door: RoleDoor | undefined
export const useRoleDoor = (roles: RoleDoor) => void (door = roles)
export const roleDoor = () => door!
