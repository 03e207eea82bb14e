import { useState } from 'react'
import { listCategories } from '@yike/shared/cases/endpoints'
import { CASE_KINDS, caseKind, type CaseKindCode, type FormPart } from '@yike/shared/cases/kinds'
import { dangerIn, DANGERS, type DangerCode } from '@yike/shared/cases/dangers'
import { questionOf, type QuestionCode } from '@yike/shared/cases/questions'
import { suggestCategory } from '@yike/shared/cases/suggest'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { positionInPhoto } from '@yike/shared/geo/photo-position'
import type { LngLat } from '@yike/shared/geo/walking'
import { useSession } from '@/lib/api/session'
import { useEndpoint } from '@/lib/api/use-endpoint'
import type { QueuedPhoto } from '@/lib/offline/queue'
import { useCached } from '@/lib/offline/use-cached'
import { useQueuedPhotos } from '@/lib/offline/use-queued-photos'
import { photoHead } from '@/lib/phone/photo-head'
import { useDebounced } from '@/lib/phone/use-debounced'
import type { WhereItIs } from './place-choice'

/** A report being written, as its draft keeps it: its photos lie on the phone until it was sent. */
export interface Report extends WhereItIs {
  kind: CaseKindCode
  words: string
  /** Chosen by the person; null leaves it to the danger, and then to the suggestion from the words. */
  categoryId: string | null
  /** The answer to the question about safety; null while it has none. */
  danger: DangerCode | null
  /** A number was rung, or the person says that it was: the report goes on. */
  rung: boolean
  photos: QueuedPhoto[]
  /** The person on the other side of a dispute. */
  otherName: string
  otherPhone: string
  /** The answers to the questions of the kind. They stay while another kind is looked at. */
  answers: Partial<Record<QuestionCode, string[]>>
}

export const EMPTY_REPORT: Report = {
  kind: 'complaint',
  words: '',
  categoryId: null,
  danger: null,
  rung: false,
  photos: [],
  address: '',
  position: null,
  otherName: '',
  otherPhone: '',
  answers: {},
}

export const WORDS_MIN = 4
export const WORDS_MAX = 2000

/** The facts that follow from a report: the parts that its kind asks for, its photos, its category, what is missing. */
export function useReport(draft: Report, change: (part: Partial<Report>) => void) {
  const { kind, words, categoryId, danger, rung, otherName, otherPhone, answers } = draft
  const signedIn = useSession() !== null
  const [taken, setTaken] = useState<LngLat | null>(null)
  /** The phone may have written into a photo where it was taken. It stays on the phone until the person chooses it. */
  const findPlace = async (paths: readonly string[]) => {
    for (const path of paths) {
      const head = await photoHead(path)
      const at = head && positionInPhoto(head)
      if (at) return setTaken(at)
    }
  }
  const photos = useQueuedPhotos(
    // A draft of an older version names photos that the API has; nobody can open them any more.
    draft.photos.filter(({ file }) => file),
    (kept) => change({ photos: kept }),
    (paths) => void findPlace(paths),
  )
  const categories = useCached(`categories:${kind}`, listCategories, { kind })
  const known = categories.data?.items ?? []
  const typed = useDebounced(words)
  const parts: readonly FormPart[] = CASE_KINDS[kind].form
  const questions = caseKind(kind).questions ?? []
  const answered = questions.flatMap((question) => {
    const values = (answers[question] ?? []).map((value) => value.trim()).filter(Boolean)
    return values.length > 0 ? [{ question, values }] : []
  })
  const chosen = known.find(({ id }) => id === categoryId)
  const ofDanger = danger
    ? known.find(({ danger: of, parentId, name }) =>
        // A list that the phone kept from an older server names none.
        of === undefined ? parentId !== null && name === DANGERS[danger].leaf : of === danger,
      )
    : undefined
  // Signed in, what staff have confirmed counts as well; without an answer the words of the categories do.
  const asked = typed.trim().length >= WORDS_MIN ? typed.trim() : ''
  const suggestions = useEndpoint(suggestCategoriesFor, signedIn && asked ? { kind, description: asked } : null)
  const suggestedNow = asked && !suggestions.error ? (suggestions.data?.items ?? []) : []
  const suggested = suggestedNow[0]
  const bySuggestion = known.find(({ id }) => id === suggested?.categoryId)
  const byWords = (text: string) => suggestCategory(text, known) ?? undefined
  const found = chosen ?? ofDanger ?? bySuggestion ?? byWords(typed)
  return {
    parts,
    asks: (part: FormPart) => parts.includes(part),
    photos,
    known,
    typed: typed.trim(),
    /** The category, chosen or likely. */
    found,
    chosen: chosen !== undefined,
    /** The categories that the words suggest, the likeliest first. */
    likely: suggestedNow.flatMap(({ categoryId: id }) => known.find((one) => one.id === id) ?? []),
    /** Why it looks like this one. */
    reason: found && found.id === suggested?.categoryId ? suggested.reason : undefined,
    /** Where a photo was taken, as long as no place was chosen. */
    taken: draft.position ? null : taken,
    /** The danger of the answer stops the report until somebody was rung; that of the words only warns. */
    stopped: danger !== null && !rung,
    feared: danger ?? dangerIn(typed),
    /** A photo replaces the words; the office writes the title. */
    lacksWords: words.trim().length < WORDS_MIN && photos.queued.length === 0,
    questions,
    /** The first question that needs an answer and has none. */
    unanswered: questions.find(
      (code) => questionOf(code).missing !== undefined && answered.every(({ question }) => question !== code),
    ),
    /** The fields of the report that both ways of filing send. */
    input: () => ({
      kind,
      // Of other words than those that were asked about, only the words of the categories are known.
      categoryId: (chosen ?? ofDanger ?? (words.trim() === asked ? bySuggestion : undefined) ?? byWords(words))?.id,
      description: words.trim(),
      ...(parts.includes('place') && { position: draft.position ?? undefined, address: draft.address || undefined }),
      ...(answered.length > 0 && { answers: answered }),
      ...(parts.includes('parties') && {
        parties: otherName.trim() ? [{ name: otherName.trim(), phone: otherPhone.trim() || undefined }] : undefined,
      }),
    }),
  }
}
