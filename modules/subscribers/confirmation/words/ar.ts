import { isolated } from '../../languages.ts';
import type { Words } from './words.ts';

export const ar: Words = {
  ask: {
    subject: (publication) => `يرجى التأكيد: ${isolated(publication)} في بريدك`,
    title: 'بقيت خطوة واحدة',
    text: (publication) => `طلب شخص ما، وأغلب الظن أنه أنت، إرسال نشرات ${isolated(publication)} إلى هذا العنوان.`,
    button: 'تأكيد',
    opens: 'يفتح هذا صفحة فيها زرّ، ولا تبدأ النشرات إلا حين تضغطه. يعمل الرابط ثلاثة أيام.',
    notYou: 'لم تكن أنت؟ لا تفعل شيئًا إذن: لن تصل نشرة، وسيُحذف عنوانك خلال أسبوع.',
  },
  already: {
    subject: (publication) => `${isolated(publication)} تصلك بالبريد من قبل`,
    title: 'أنت مشترك بالفعل',
    text: (publication) =>
      `طلب شخص ما، وأغلب الظن أنه أنت، مرة أخرى إرسال نشرات ${isolated(publication)} إلى هذا العنوان. هي تصل بالفعل، ولم يتغير شيء.`,
    change: 'غيّر ما يصلك وموعده',
    leave: 'إلغاء الاشتراك',
    notYou: 'لم تكن أنت؟ لا تفعل شيئًا إذن: كل شيء يبقى كما هو.',
  },
  copy: 'إن لم يعمل الزرّ فانسخ هذا العنوان إلى متصفحك:',
};
