/** Places of which there is one a person, and who holds it may write. The person stands there as a digest. */

/** "At most one message an address". */
export function messageSlot(digest: (text: string) => string, address: string): string {
  return `message#${digest(address)}`;
}

/** "At most one reward a respondent". */
export function rewardSlot(digest: (text: string) => string, person: string): string {
  return `reward#${digest(person)}`;
}
