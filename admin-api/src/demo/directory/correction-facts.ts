interface DemoCorrection {
  /** Number of the resident. */
  by: number
  place: string
  fields: { field: 'phone' | 'hours' | 'closed'; value: string }[]
}

export const CORRECTIONS: readonly DemoCorrection[] = [
  {
    by: 3,
    place: '颐园大药房',
    fields: [
      { field: 'phone', value: '0546-8000288' },
      { field: 'hours', value: '周日晚上也开，到九点' },
    ],
  },
  { by: 8, place: '修鞋配钥匙', fields: [{ field: 'closed', value: '' }] },
]
