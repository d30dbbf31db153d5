import type { Voice } from "./voice.ts";

/** Customers who write Korean. */
export const korean: Voice = {
  given: [["지은", "jieun"], ["민수", "minsu"], ["서연", "seoyeon"], ["현우", "hyunwoo"], ["유진", "yujin"], ["동현", "donghyun"], ["하은", "haeun"]],
  family: [["김", "kim"], ["이", "lee"], ["박", "park"], ["최", "choi"], ["정", "jung"], ["강", "kang"], ["윤", "yoon"]],
  fullName: (given, family) => `${family}${given}`,
  remarks: {
    nps: [
      [3, "세일 기간마다 대시보드가 20분씩 늦게 갱신됩니다. 실시간이라고 해서 계약했는데요."],
      [6, "쓸 만하지만 권한 관리가 너무 복잡해서 결국 관리자 계정을 공유하고 있습니다."],
      [7, "만족합니다. 카카오워크 연동이 있으면 좋겠어요."],
      [8, "안정적이고 빠릅니다. 한국어 도움말이 조금 더 늘어나면 좋겠습니다."],
      [9, "반품 처리 시간이 절반으로 줄었습니다."],
      [10, "도입 2주 만에 팀 전체가 쓰고 있어요. 추천합니다!"],
    ],
    csat: [[5, "친절하고 빠른 답변 감사합니다."]],
    ces: [[6, "설명서대로 하니 바로 됐습니다."]],
  },
  outage: [],
};
