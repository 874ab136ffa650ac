__kernel void forwardWeighted(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *weights, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_21;
  float f_65, f_69, f_78, f_85, f_86, f_88;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_22, i_23;
  int i_24, i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_48;
  int i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60;
  int i_61, i_62, i_63, i_64, i_66, i_67, i_68, i_70, i_71, i_72, i_73, i_79;
  int i_80, i_87, i_90, i_92, i_94, i_96, i_98, i_99, i_100, i_101, i_102, i_103;
  int i_104, i_105, i_106;
  long l_25, l_26, l_27, l_74, l_75, l_76, l_81, l_82, l_83, l_107, l_108, l_109;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_28;
  ulong ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_77, ul_84, ul_89;
  ulong ul_91, ul_93, ul_95, ul_97, ul_110;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) weights;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 36L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_3 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_6 * i_16;
  i_19  =  i_18 * i_10;
  i_20  =  i_19 * i_12;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    i_22  =  i_17 / i_12;
    i_23  =  i_22 / i_10;
    i_24  =  i_23 / i_6;
    l_25  =  (long) i_24;
    l_26  =  l_25 + 4L;
    l_27  =  l_26 << 2;
    ul_28  =  ul_2 + l_27;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_3 + 40L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_3 + 44L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_3 + 48L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_3 + 56L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_3 + 52L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 60L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_3 + 68L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_3 + 72L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_3 + 76L;
    i_47  =  *((__global int *) ul_46);
    i_48  =  i_23 % i_6;
    i_49  =  i_48 * i_43;
    i_50  =  i_49 + i_41;
    i_51  =  i_17 % i_12;
    i_52  =  i_51 * i_45;
    i_53  =  i_50 + i_52;
    i_54  =  i_33 * i_24;
    i_55  =  i_54 + i_31;
    i_56  =  i_35 * i_48;
    i_57  =  i_55 + i_56;
    i_58  =  i_37 * i_51;
    i_59  =  i_57 + i_58;
    i_60  =  i_22 % i_10;
    i_61  =  i_14 * i_60;
    i_62  =  i_61 + i_14;
    i_63  =  min(i_8, i_29);
    i_64  =  min(i_62, i_63);
    // BLOCK 2 MERGES [1 6 ]
    f_65  =  0.0F;
    i_66  =  i_61;
    for(;i_66 < i_64;)
    {
      // BLOCK 3
      i_67  =  i_66 + 256;
      i_68  =  min(i_64, i_67);
      // BLOCK 4 MERGES [3 5 ]
      f_69  =  0.0F;
      i_70  =  i_66;
      for(;i_70 < i_68;)
      {
        // BLOCK 5
        i_71  =  i_70 - i_61;
        i_72  =  i_71 * i_47;
        i_73  =  i_72 + i_53;
        l_74  =  (long) i_73;
        l_75  =  l_74 + 4L;
        l_76  =  l_75 << 2;
        ul_77  =  ul_1 + l_76;
        f_78  =  *((__global float *) ul_77);
        i_79  =  i_39 * i_70;
        i_80  =  i_79 + i_59;
        l_81  =  (long) i_80;
        l_82  =  l_81 + 4L;
        l_83  =  l_82 << 2;
        ul_84  =  ul_0 + l_83;
        f_85  =  *((__global float *) ul_84);
        f_86  =  fma(f_78, f_85, f_69);
        i_87  =  i_70 + 1;
        f_69  =  f_86;
        i_70  =  i_87;
      }  // B4
      // BLOCK 6
      f_88  =  f_65 + f_69;
      f_65  =  f_88;
      i_66  =  i_67;
    }  // B2
    // BLOCK 7
    ul_89  =  ul_3 + 80L;
    i_90  =  *((__global int *) ul_89);
    ul_91  =  ul_3 + 84L;
    i_92  =  *((__global int *) ul_91);
    ul_93  =  ul_3 + 88L;
    i_94  =  *((__global int *) ul_93);
    ul_95  =  ul_3 + 92L;
    i_96  =  *((__global int *) ul_95);
    ul_97  =  ul_3 + 96L;
    i_98  =  *((__global int *) ul_97);
    i_99  =  i_92 * i_24;
    i_100  =  i_99 + i_90;
    i_101  =  i_94 * i_48;
    i_102  =  i_100 + i_101;
    i_103  =  i_96 * i_60;
    i_104  =  i_102 + i_103;
    i_105  =  i_98 * i_51;
    i_106  =  i_104 + i_105;
    l_107  =  (long) i_106;
    l_108  =  l_107 + 4L;
    l_109  =  l_108 << 2;
    ul_110  =  ul_4 + l_109;
    *((__global float *) ul_110)  =  f_65;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
