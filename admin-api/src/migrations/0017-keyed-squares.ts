import { CaseWordsModel } from '../cases/model'
import { blindIndex } from '../sealing'
import type { Migration } from './run'

/** The squares that reports lie in become blind indexes: they stood as words beside the sealed positions. */
export const keyedSquares: Migration = {
  name: '0017-keyed-squares',
  run: async () => {
    const plain = CaseWordsModel.find({ cell: /:/ }, { cell: 1 }).lean()
    for await (const { _id, cell } of plain.cursor())
      if (cell) await CaseWordsModel.updateOne({ _id, cell }, { $set: { cell: blindIndex('cell', cell) } })
  },
}
