import { Page, type PageProps } from '@/kit/page/page'
import { useReaderMark } from './reader-mark'

/** The page of a case at work: it names its reader, and unless it says otherwise keeps the words typed into it. */
export const CasePage = (props: PageProps) => <Page ownCall keepsWords {...props} mark={useReaderMark()} />
