__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *alpha, __global uchar *sizes, __global uchar *y)
{
  bool b_18, b_59;
  float f_64, f_72, f_79, f_88;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_36, i_38, i_40, i_41, i_42, i_43, i_44;
  int i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56;
  int i_57, i_58, i_65, i_66, i_67, i_73, i_74, i_80, i_81, i_82, i_83, i_89;
  int i_90, i_95;
  long l_60, l_61, l_62, l_68, l_69, l_70, l_75, l_76, l_77, l_84, l_85, l_86;
  long l_91, l_92, l_93;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_39, ul_63, ul_71, ul_78, ul_87;
  ulong ul_94;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) alpha;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_5 * i_13;
  i_16  =  i_15 * i_7;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 40L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 44L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 48L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 52L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 60L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 64L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 68L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 72L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 56L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_2 + 76L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_2 + 36L;
    i_40  =  *((__global int *) ul_39);
    i_41  =  i_14 / i_11;
    i_42  =  i_41 / i_7;
    i_43  =  i_42 / i_5;
    i_44  =  i_43 * i_30;
    i_45  =  i_44 + i_28;
    i_46  =  i_42 % i_5;
    i_47  =  i_46 * i_32;
    i_48  =  i_45 + i_47;
    i_49  =  i_41 % i_7;
    i_50  =  i_49 * i_34;
    i_51  =  i_48 + i_50;
    i_52  =  i_22 * i_43;
    i_53  =  i_52 + i_20;
    i_54  =  i_24 * i_46;
    i_55  =  i_53 + i_54;
    i_56  =  i_26 * i_49;
    i_57  =  i_55 + i_56;
    i_58  =  i_14 % i_11;
    b_59  =  i_40 == 1;
    if(b_59)
    {
      // BLOCK 2
      l_60  =  (long) i_46;
      l_61  =  l_60 + 4L;
      l_62  =  l_61 << 2;
      ul_63  =  ul_1 + l_62;
      f_64  =  *((__global float *) ul_63);
      // BLOCK 3 MERGES [2 4 ]
      i_65  =  i_58;
      for(;i_65 < i_9;)
      {
        // BLOCK 4
        i_66  =  i_36 * i_65;
        i_67  =  i_66 + i_57;
        l_68  =  (long) i_67;
        l_69  =  l_68 + 4L;
        l_70  =  l_69 << 2;
        ul_71  =  ul_0 + l_70;
        f_72  =  *((__global float *) ul_71);
        i_73  =  i_38 * i_65;
        i_74  =  i_73 + i_51;
        l_75  =  (long) i_74;
        l_76  =  l_75 + 4L;
        l_77  =  l_76 << 2;
        ul_78  =  ul_3 + l_77;
        f_79  =  f_64 * f_72;
        *((__global float *) ul_78)  =  f_79;
        i_80  =  i_65 + i_11;
        i_65  =  i_80;
      }  // B3
      // BLOCK 5
    }  // B1
    else
    {
      // BLOCK 6
      // BLOCK 7 MERGES [6 8 ]
      i_81  =  i_58;
      for(;i_81 < i_9;)
      {
        // BLOCK 8
        i_82  =  i_81 * i_36;
        i_83  =  i_82 + i_57;
        l_84  =  (long) i_83;
        l_85  =  l_84 + 4L;
        l_86  =  l_85 << 2;
        ul_87  =  ul_0 + l_86;
        f_88  =  *((__global float *) ul_87);
        i_89  =  i_81 * i_38;
        i_90  =  i_89 + i_51;
        l_91  =  (long) i_90;
        l_92  =  l_91 + 4L;
        l_93  =  l_92 << 2;
        ul_94  =  ul_3 + l_93;
        *((__global float *) ul_94)  =  f_88;
        i_95  =  i_81 + i_11;
        i_81  =  i_95;
      }  // B7
      // BLOCK 9
    }  // B1
  }  // B0
  else
  {
    // BLOCK 10
  }  // B0
  // BLOCK 11 MERGES [10 5 9 ]
  return;
}  //  kernel
