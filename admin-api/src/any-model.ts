import type { Model } from 'mongoose'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- models of every domain, each with fields of its own
export type AnyModel = Model<any>
