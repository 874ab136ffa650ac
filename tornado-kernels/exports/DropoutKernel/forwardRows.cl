__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *seeds, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_19;
  float f_46, f_52, f_56, f_84, f_120, f_121, f_122;
  int i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_40, i_41, i_47, i_54, i_57;
  int i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69;
  int i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_85, i_86;
  int i_91, i_92, i_93, i_94, i_95, i_96, i_97, i_98, i_99, i_100, i_101, i_102;
  int i_103, i_104, i_105, i_106, i_107, i_108, i_109, i_110, i_111, i_112, i_113, i_114;
  int i_115, i_116, i_117, i_118, i_119, i_123;
  long l_42, l_43, l_44, l_48, l_49, l_50, l_80, l_81, l_82, l_87, l_88, l_89;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_45, ul_51, ul_53, ul_55;
  ulong ul_83, ul_90;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) seeds;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_2 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_2 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_6 * i_14;
  i_17  =  i_16 * i_8;
  i_18  =  i_17 * i_12;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_2 + 40L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_2 + 44L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_2 + 48L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_2 + 52L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_2 + 56L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_2 + 60L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 64L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 68L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 72L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 76L;
    i_39  =  *((__global int *) ul_38);
    i_40  =  i_15 / i_12;
    i_41  =  i_40 << 1;
    l_42  =  (long) i_41;
    l_43  =  l_42 + 4L;
    l_44  =  l_43 << 2;
    ul_45  =  ul_1 + l_44;
    f_46  =  *((__global float *) ul_45);
    i_47  =  i_41 + 1;
    l_48  =  (long) i_47;
    l_49  =  l_48 + 4L;
    l_50  =  l_49 << 2;
    ul_51  =  ul_1 + l_50;
    f_52  =  *((__global float *) ul_51);
    ul_53  =  ul_2 + 36L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_3 + 16L;
    f_56  =  *((__global float *) ul_55);
    i_57  =  isnan(f_52)? 0 : (int) f_52;
    i_58  =  isnan(f_46)? 0 : (int) f_46;
    i_59  =  i_58 << 8;
    i_60  =  i_40 / i_8;
    i_61  =  i_60 / i_6;
    i_62  =  i_61 * i_33;
    i_63  =  i_62 + i_31;
    i_64  =  i_60 % i_6;
    i_65  =  i_64 * i_35;
    i_66  =  i_63 + i_65;
    i_67  =  i_40 % i_8;
    i_68  =  i_67 * i_37;
    i_69  =  i_66 + i_68;
    i_70  =  i_23 * i_61;
    i_71  =  i_70 + i_21;
    i_72  =  i_25 * i_64;
    i_73  =  i_71 + i_72;
    i_74  =  i_27 * i_67;
    i_75  =  i_73 + i_74;
    i_76  =  i_15 % i_12;
    // BLOCK 2 MERGES [1 3 ]
    i_77  =  i_76;
    for(;i_77 < i_10;)
    {
      // BLOCK 3
      i_78  =  i_29 * i_77;
      i_79  =  i_78 + i_75;
      l_80  =  (long) i_79;
      l_81  =  l_80 + 4L;
      l_82  =  l_81 << 2;
      ul_83  =  ul_0 + l_82;
      f_84  =  *((__global float *) ul_83);
      i_85  =  i_39 * i_77;
      i_86  =  i_85 + i_69;
      l_87  =  (long) i_86;
      l_88  =  l_87 + 4L;
      l_89  =  l_88 << 2;
      ul_90  =  ul_4 + l_89;
      i_91  =  i_77 ^ i_59;
      i_92  =  i_91 >> 16;
      i_93  =  i_92 & 65535;
      i_94  =  i_91 ^ i_93;
      i_95  =  i_94 * 2146121005;
      i_96  =  i_95 >> 15;
      i_97  =  i_96 & 131071;
      i_98  =  i_95 ^ i_97;
      i_99  =  i_98 * -2073254261;
      i_100  =  i_99 >> 16;
      i_101  =  i_100 & 65535;
      i_102  =  i_99 ^ i_101;
      i_103  =  i_102 + i_57;
      i_104  =  i_103 >> 16;
      i_105  =  i_104 & 65535;
      i_106  =  i_103 ^ i_105;
      i_107  =  i_106 * 2146121005;
      i_108  =  i_107 >> 15;
      i_109  =  i_108 & 131071;
      i_110  =  i_107 ^ i_109;
      i_111  =  i_110 * -2073254261;
      i_112  =  i_111 >> 16;
      i_113  =  i_112 & 65535;
      i_114  =  i_111 ^ i_113;
      i_115  =  i_114 >> 8;
      i_116  =  i_115 & 16777215;
      i_117  =  i_116 - i_54;
      i_118  =  i_117 >> 31;
      i_119  =  i_118 + 1;
      f_120  =  (float) i_119;
      f_121  =  f_56 * f_120;
      f_122  =  f_121 * f_84;
      *((__global float *) ul_90)  =  f_122;
      i_123  =  i_77 + i_12;
      i_77  =  i_123;
    }  // B2
    // BLOCK 4
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
