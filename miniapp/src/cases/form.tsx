import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { toast, toastOnNextPage } from '@/kit/page/toast'
import { fileCase, listCategories } from '@yike/shared/cases/endpoints'
import { CASE_KINDS, SAID_KINDS, type CaseKindCode, type FormPart } from '@yike/shared/cases/kinds'
import { suggestCategory } from '@yike/shared/cases/suggest'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { positionInPhoto } from '@yike/shared/geo/photo-position'
import type { LngLat } from '@yike/shared/geo/walking'
import { getMe } from '@yike/shared/people/endpoints'
import { Button } from '@/kit/base/button'
import { Choices } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { isInSight } from '@/kit/page/go-back'
import { Page } from '@/kit/page/page'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Toggle } from '@/kit/form/toggles'
import { useDraft } from '@/lib/storage/use-draft'
import { useSession } from '@/lib/api/session'
import { useSettings } from '@/lib/storage/settings'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { DictateButton } from '@/lib/parts/dictate-button'
import { stillHeld, usePhotos, type SentPhoto } from '@/lib/api/use-photos'
import { photoHead } from '@/lib/phone/photo-head'
import { useDebounced } from '@/lib/phone/use-debounced'
import { CategoryChoice } from './category-choice'
import { Neighbours } from './neighbours'
import { PlaceChoice, type WhereItIs } from './place-choice'
import './form.scss'

interface Draft extends WhereItIs {
  kind: CaseKindCode
  words: string
  /** Chosen by the person; null leaves it to the suggestion from the words. */
  categoryId: string | null
  photos: SentPhoto[]
  anonymous: boolean
  /** The person on the other side of a dispute. */
  otherName: string
  otherPhone: string
}

const EMPTY: Draft = {
  kind: 'complaint',
  words: '',
  categoryId: null,
  photos: [],
  address: '',
  position: null,
  anonymous: false,
  otherName: '',
  otherPhone: '',
}
const WORDS_MIN = 4
const WORDS_MAX = 2000
const KINDS = SAID_KINDS.map((value) => ({ value, text: CASE_KINDS[value].label }))
const TOO_SHORT = `说说是什么事，写 ${WORDS_MIN} 个字以上；不想写就拍张照片`
const NOT_SENT = '有照片没传上，再传一次，或者去掉它'
const CANNOT_BE_SENT = '有照片传不了，去掉它再交'
const WITHOUT_TYPING = '不想打字，点键盘上的话筒说；只拍照片也行'
const HELD_BY_PHONE = '也可以给社区打电话，我们替您写'

/** 反映问题: words first, the rest helps. The draft stays until it was handed in. */
export default function CaseFormPage() {
  const { elder } = useSettings()
  const signedIn = useSession() !== null
  const me = useEndpoint(getMe, signedIn ? {} : null)
  const [draft, change, clear] = useDraft('case', EMPTY)
  const [resumed] = useState(draft.words !== '' || draft.photos.length > 0)
  const [taken, setTaken] = useState<LngLat | null>(null)
  /** The phone may have written into a photo where it was taken. It stays on the phone until the person chooses it. */
  const findPlace = async (paths: readonly string[]) => {
    for (const path of paths) {
      const head = await photoHead(path)
      const at = head && positionInPhoto(head)
      if (at) return setTaken(at)
    }
  }
  const photos = usePhotos(
    draft.photos.filter(stillHeld),
    (kept) => change({ photos: kept }),
    (paths) => void findPlace(paths),
  )
  const file = useAction(fileCase)
  const [tried, setTried] = useState(false)

  const { kind, words, categoryId, anonymous, address, position, otherName, otherPhone } = draft
  /** Several pieces of speech may come before the page is drawn anew: each is added to the words of now. */
  const latest = useRef(words)
  latest.current = words
  const hear = (said: string) => {
    latest.current += said
    change({ words: latest.current })
  }
  const unsent = photos.grid.photos.some(({ refused }) => refused) ? CANNOT_BE_SENT : NOT_SENT
  const asks = (part: FormPart) => (CASE_KINDS[kind].form as readonly FormPart[]).includes(part)
  const categories = useEndpoint(listCategories, { kind })
  const known = categories.data?.items ?? []
  const typed = useDebounced(words)
  const chosen = known.find(({ id }) => id === categoryId)
  // Signed in, what staff have confirmed counts as well; without an answer the words of the categories do.
  const asked = typed.trim().length >= WORDS_MIN ? typed.trim() : ''
  const suggestions = useEndpoint(suggestCategoriesFor, signedIn && asked ? { kind, description: asked } : null)
  const suggested = asked && !suggestions.error ? suggestions.data?.items[0] : undefined
  const byWords = (text: string) => suggestCategory(text, known) ?? undefined
  const bySuggestion = known.find(({ id }) => id === suggested?.categoryId)
  const found = chosen ?? bySuggestion ?? byWords(typed)

  // A person who cannot type well need not give a place: most often it is at home.
  const home = me.data?.home ?? null
  const prefills = elder && home !== null && !address && !position
  useEffect(() => {
    if (prefills) change({ address: home.text, position: home.position })
  }, [prefills, home, change])

  // A photo replaces the words; the office writes the title.
  const lacksWords = words.trim().length < WORDS_MIN && photos.grid.photos.length === 0
  const forget = () => {
    clear()
    photos.clear()
    file.forget()
  }
  const submit = async () => {
    const said = words.trim()
    setTried(true)
    if (lacksWords || photos.pending) return
    const filed = await file.run({
      kind,
      // Of other words than those that were asked about, only the words of the categories are known.
      categoryId: (chosen ?? (said === asked ? bySuggestion : undefined) ?? byWords(words))?.id,
      description: said,
      ...(asks('place') && { position: position ?? undefined, address: address || undefined }),
      photoIds: photos.ids,
      anonymous: asks('anonymous') && anonymous,
      ...(asks('parties') && {
        parties: otherName.trim() ? [{ name: otherName.trim(), phone: otherPhone.trim() || undefined }] : undefined,
      }),
    })
    if (!filed) return
    forget()
    if (!isInSight('cases/form')) return toast('交给社区了', 'success')
    toastOnNextPage('交给社区了', 'success')
    await Taro.redirectTo({ url: `/cases/case?id=${filed.id}` })
  }

  return (
    <Page
      title={CASE_KINDS[kind].label}
      keepsWords
      bar={
        <Button
          look='main'
          block
          busy={(file.busy && '正在交…') || (photos.sending && '照片还在传…')}
          onTap={() => void submit()}
        >
          交给社区
        </Button>
      }
    >
      {!elder && (
        <Choices options={KINDS} chosen={kind} onChange={(next) => change({ kind: next, categoryId: null })} />
      )}
      <Field
        label='什么事'
        long
        maxLength={WORDS_MAX}
        placeholder={CASE_KINDS[kind].placeholder}
        value={words}
        aside={
          resumed && words !== '' ? (
            <Button look='bare' onTap={forget}>
              重写
            </Button>
          ) : (
            <DictateButton onText={hear} />
          )
        }
        optional={photos.grid.photos.length > 0 ? '有照片，不写也行' : undefined}
        help={
          resumed && words !== '' ? '接着上次没交的写' : elder ? `${WITHOUT_TYPING}。${HELD_BY_PHONE}` : WITHOUT_TYPING
        }
        problem={tried && lacksWords ? TOO_SHORT : file.problemWith('description')}
        onChange={(next) => change({ words: next })}
      />
      {!elder && known.length > 0 && typed.trim().length >= WORDS_MIN && (
        <CategoryChoice
          found={found}
          chosen={chosen !== undefined}
          reason={found?.id === suggested?.categoryId ? suggested?.reason : undefined}
          categories={known}
          onChoose={(id) => change({ categoryId: id })}
        />
      )}
      <FieldFrame
        label='拍张照'
        optional='只拍照片也行'
        problem={photos.refusal ?? (tried && photos.pending && !photos.sending ? unsent : file.problemWith('photoIds'))}
      >
        <PhotoGrid {...photos.grid} />
      </FieldFrame>
      {asks('parties') && (
        <>
          <Field
            label='对方是谁'
            optional='不知道就不写'
            maxLength={30}
            value={otherName}
            help='只有调解员和管调解的人看得到，窗口和邻居都看不到'
            problem={file.problemWith('parties.0.name')}
            onChange={(next) => change({ otherName: next })}
          />
          <Field
            label='对方的电话'
            optional='不写也行'
            type='phone'
            maxLength={20}
            value={otherPhone}
            problem={file.problemWith('parties.0.phone')}
            onChange={(next) => change({ otherPhone: next })}
          />
        </>
      )}
      {asks('place') && (
        <PlaceChoice
          where={{ address, position }}
          home={home?.position ?? null}
          problem={file.problemWith('address') ?? file.problemWith('position')}
          onChange={change}
        />
      )}
      {asks('place') && taken && !position && (
        <Button icon='pin' look='bare' onTap={() => change({ position: taken })}>
          照片里有拍照的位置，就用那儿
        </Button>
      )}
      {CASE_KINDS[kind].isShared && signedIn && typed.trim().length >= WORDS_MIN && (
        <Neighbours
          report={{
            kind,
            categoryId: found?.id,
            description: typed.trim(),
            ...(asks('place') && { address: address || undefined, position: position ?? undefined }),
          }}
        />
      )}
      {asks('anonymous') && (
        <Toggle
          title='不显示我的名字'
          brief='只有社区管理员看得到，方便给您回电话'
          on={anonymous}
          onChange={(on) => change({ anonymous: on })}
        />
      )}
      {file.error && (
        <View className='section'>
          <Failed error={file.error} onRetry={() => void submit()} />
        </View>
      )}
    </Page>
  )
}
