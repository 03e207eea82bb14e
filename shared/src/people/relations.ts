/** The relation of a beneficiary to the person who acts: written under the name (「妈妈」). */
export const RELATIONS = {
  mother: '妈妈',
  father: '爸爸',
  spouse: '老伴',
  child: '孩子',
  grandmother: '奶奶',
  grandfather: '爷爷',
  maternal_grandmother: '姥姥',
  maternal_grandfather: '姥爷',
  grandchild: '孙辈',
  sibling: '兄弟姐妹',
  neighbour: '邻居',
  other: '亲友',
} as const
export type Relation = keyof typeof RELATIONS
