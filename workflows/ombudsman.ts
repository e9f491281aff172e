/** How to reach the Local Government and Social Care Ombudsman (lgo.org.uk, "Contact us"). */
export const ombudsman = {
  website: 'www.lgo.org.uk',
  url: 'https://www.lgo.org.uk',
  phone: '0300 061 0614',
} as const;
