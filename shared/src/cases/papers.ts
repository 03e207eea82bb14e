/** How a paper that a matter asks for stands. `toResident` is read by the person who brings it. */
export const PAPER_STATES = {
  bring: { label: '到窗口带来', toResident: '到窗口带着' },
  photo: { label: '传了照片，还没看', toResident: '传上了，等社区看' },
  in_order: { label: '看过，可以', toResident: '看过，可以' },
  missing: { label: '要补', toResident: '还要补' },
} as const
export type PaperState = keyof typeof PAPER_STATES

/** The key of a paper of the matter, and how it stands. */
export interface PaperStanding {
  key: string
  state: PaperState
}

/** The papers after an event that says of some of them how they stand now. */
export const papersAfter = (before: readonly PaperStanding[], now: readonly PaperStanding[]): PaperStanding[] => [
  ...before.map((paper) => now.find(({ key }) => key === paper.key) ?? paper),
  ...now.filter(({ key }) => before.every((paper) => paper.key !== key)),
]

/** Whether everything was looked at and is in order: what a matter is finished by. */
export const areInOrder = (papers: readonly PaperStanding[]) => papers.every(({ state }) => state === 'in_order')

/** The days that photos of papers are kept after it was collected or returned: long enough to mend a mistake in it. */
export const PAPER_PHOTO_DAYS = 7
